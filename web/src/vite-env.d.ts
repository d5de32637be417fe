interface ImportMetaEnv {
  /** Version of package.json, put in by the build. */
  readonly SATCHEL_VERSION: string;
}
