/** The worker's side, as the page calls it. */
export interface PictureZipApi {
  /** A ZIP of files that are packed already, stored as they are, in the order given. */
  zip(files: readonly File[]): Promise<Blob>;
}
