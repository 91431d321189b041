/** A value of a TOML file. */
export type TomlValue = string | number | bigint | boolean | Date | TomlValue[] | TomlTable;

/** A table of a TOML file, such as the settings of a `deployment.toml`. */
export interface TomlTable {
  [key: string]: TomlValue;
}
