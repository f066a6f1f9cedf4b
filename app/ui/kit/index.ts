/** The parts every page is made of. Feature folders import from here only. */
export * from "./buttons";
export * from "./choice-fields";
export * from "./confirm";
export * from "./data-table";
export * from "./error-page";
export * from "./error-summary";
export type { FieldMeta, FieldProps } from "./field-meta";
export * from "./format";
export * from "./history";
export * from "./layout";
export * from "./list-controls";
export * from "./marks";
export * from "./messages";
export * from "./repeatable";
export * from "./shell";
export type { ShellUser } from "./shell-menus";
export * from "./text-fields";
