const mebibyte = 1024 * 1024;

/** Every limit of an import, with its reason. */
export const importLimits = {
  /** Up to here a file is read at once: parsing, hashing and encrypting then take it from memory. */
  wholeBytesMax: 64 * mebibyte,
  /** Files above this are encrypted into staged chunks; below, their bytes go into the batch's own transaction. */
  stagedBytesMin: 16 * mebibyte,
  /** Bytes of one batch: what one transaction may hold (browsers fail on larger ones). */
  batchBytesMax: 16 * mebibyte,
  batchCountMax: 50,
  /** The first batch is small, so that the first study is in the list at once. */
  firstBatchBytesMax: 2 * mebibyte,
  /** A slow source still shows what has come. */
  batchAgeMsMax: 1000,
  /** Files being read and hashed while a batch is being written, and the memory they may take. */
  aheadCountMax: 8,
  aheadBytesMax: 96 * mebibyte,
  /** A disc holds some thousand files; beyond this somebody wants to fill the device. */
  zipEntryCountMax: 100_000,
  /** A ZIP in a ZIP in a ZIP is read, as exports of exports are; no deeper. */
  zipDepthMax: 3,
  /** Content that packs better than this is no image, unless it is small anyway. */
  zipRatioMax: 100,
  zipRatioFreeBytes: 16 * mebibyte,
  /** Unpacked bytes of one picked archive, nested ones included. */
  zipBytesMax: 64 * 1024 * mebibyte,
} as const;
