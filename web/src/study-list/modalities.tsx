import type { ReactNode } from 'react';

/** The Modality (0008,0060) of each kind of series in a study. */
export function Modalities({ of }: { readonly of: readonly string[] }): ReactNode {
  return of.map((modality) => (
    <span key={modality} className="modality">
      {modality}
    </span>
  ));
}
