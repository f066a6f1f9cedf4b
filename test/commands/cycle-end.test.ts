import { beforeAll, expect, it } from "vitest";
import { advanceCycle } from "~/commands/advance-cycle.server";
import { sealCyclePackage } from "~/commands/seal-cycle-package.server";
import { Refused } from "~/domain/refusal";
import { as, makeMunicipalWorld, type MunicipalWorld } from "#test/factories-municipal";
import { withDatabase } from "#test/setup/database";

async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Refused) return error.refusal.code;
    throw error;
  }
  return "none";
}

withDatabase("the end of a municipal cycle", (held) => {
  let world: MunicipalWorld;
  beforeAll(async () => {
    world = await makeMunicipalWorld(held.db, { hospitals: 1 });
  });
  const put = async (cycle: string, round: string) => {
    await held.db.write("cycles").where({ id: world.cycleId }).update({ state: cycle });
    await held.db.write("rounds").where({ cycleId: world.cycleId }).update({ state: round });
  };
  const press = (transition: string, expectedState: string) =>
    advanceCycle(as(held.db, world.officer), {
      cycleId: world.cycleId,
      transition,
      expectedState,
      reason: "",
    });

  it("announces nothing that the round has not revealed", async () => {
    await put("frozen", "frozen");
    expect(await refusalOf(press("announce", "frozen"))).toBe("rounds_not_revealed");
  });

  it("does not freeze the cycle before its round is frozen", async () => {
    await put("running", "closed");
    expect(await refusalOf(press("freeze", "running"))).toBe("rounds_not_frozen");
  });

  it("is not archived without a sealed package, and is with one", async () => {
    await put("published", "revealed");
    expect(await refusalOf(press("archive", "published"))).toBe("package_not_sealed");
    const office = (world.hospitals[0] as MunicipalWorld["hospitals"][number]).office;
    expect(await refusalOf(sealCyclePackage(as(held.db, office), world.cycleId))).toBe(
      "out_of_reach",
    );
    await sealCyclePackage(as(held.db, world.officer), world.cycleId);
    expect((await press("archive", "published")).to).toBe("archived");
    expect(await refusalOf(sealCyclePackage(as(held.db, world.officer), world.cycleId))).toBe(
      "seal_after_result",
    );
  });
});
