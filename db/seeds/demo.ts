import type { Database } from "~/data/connection.server";
import { deliverOutbox } from "~/data/outbox.server";
import { writeSetting } from "~/data/settings.server";
import { loadCalendar } from "~/data/calendar.server";
import { shanghaiDate } from "~/domain/working-days";
import { planFirstHospital } from "./hospital";
import { plan2023 } from "./municipal-2023";
import { plan2024 } from "./municipal-2024";
import { planSecondHospital } from "./other-hospital";
import { Random } from "./random";
import { Stage } from "./stage";
import { buildWorld } from "./world";

/** Raised whenever the generator makes other data: a demo database of another version is made anew. */
export const DEMO_VERSION = "2";

const SEED = 20_231_204;
const READ_AFTER_DAYS = 12;

/** Fills an empty, migrated database with the demo, as of `now`. */
export async function generateDemo(db: Database, now: string): Promise<void> {
  const world = await buildWorld(db, Number(shanghaiDate(now).slice(0, 4)));
  const stage = new Stage(db, world, new Random(SEED), await loadCalendar(db.read), now);
  plan2023(stage);
  plan2024(stage);
  planFirstHospital(stage);
  planSecondHospital(stage);
  await stage.play();
  while ((await deliverOutbox(db, now)) > 0);
  const old = new Date(Date.parse(now) - READ_AFTER_DAYS * 86_400_000).toISOString();
  await db.write("notifications").where("createdAt", "<", old).update({ readAt: old });
  await db.write.transaction(async (tx) => {
    await writeSetting(tx, "setUpDoneAt", now, now);
    await writeSetting(tx, "demoVersion", DEMO_VERSION, now);
  });
}
