import packageJson from "../../package.json";

export const readVersion = (): string => packageJson.version;
