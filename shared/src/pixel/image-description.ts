/** The attributes that give stored pixel values their meaning (PS3.3 C.7.6.3), for one frame. */
export interface ImageDescription {
  readonly Rows: number;
  readonly Columns: number;
  readonly NumberOfFrames: number;
  readonly SamplesPerPixel: number;
  readonly BitsAllocated: number;
  readonly BitsStored: number;
  readonly HighBit: number;
  /** 0 unsigned, 1 two's complement. */
  readonly PixelRepresentation: 0 | 1;
  readonly PhotometricInterpretation: string;
  /** 0 colour by pixel, 1 colour by plane. */
  readonly PlanarConfiguration: 0 | 1;
  readonly element: 'PixelData' | 'FloatPixelData' | 'DoubleFloatPixelData';
  readonly bigEndian: boolean;
}

export type StoredValues =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

/**
 * One decoded frame: stored values before any LUT, row by row, samples interleaved
 * (length = Rows × Columns × SamplesPerPixel).
 */
export interface DecodedFrame {
  readonly Rows: number;
  readonly Columns: number;
  readonly SamplesPerPixel: number;
  readonly values: StoredValues;
  /** The colour space that `values` are in after decoding; a codec may have changed the declared one. */
  readonly PhotometricInterpretation: string;
  /** Lowest and highest stored value of the frame (first sample for colour). */
  readonly minValue: number;
  readonly maxValue: number;
  /** True when the coder lost information, so values are close, not exact. */
  readonly lossy: boolean;
}
