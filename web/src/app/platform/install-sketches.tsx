import type { ReactNode } from 'react';

/** Drawn by hand and said in words beside it: nothing here is read out. */
function Sketch({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <svg className="install-sketch" viewBox="0 0 120 90" aria-hidden focusable="false">
      <rect className="sketch-screen" x="4" y="4" width="112" height="82" rx="8" />
      {children}
    </svg>
  );
}

/** The bar of Safari with its share button: a box that an arrow leaves. */
export function ShareSketch(): ReactNode {
  return (
    <Sketch>
      <rect className="sketch-quiet" x="14" y="12" width="62" height="12" rx="6" />
      <circle className="sketch-mark" cx="96" cy="18" r="11" />
      <path className="sketch-line" d="M92 16h-2v8h12v-8h-2M96 20V10m-3 3 3-3 3 3" />
      <path className="sketch-faint" d="M14 38h92M14 52h92M14 66h60" />
    </Sketch>
  );
}

/** The sheet with the line "Add to Home Screen": a square with a plus. */
export function AddSketch(): ReactNode {
  return (
    <Sketch>
      <rect className="sketch-quiet" x="22" y="14" width="76" height="64" rx="6" />
      <path className="sketch-faint" d="M30 26h44M30 66h44" />
      <rect className="sketch-mark" x="26" y="36" width="68" height="20" rx="4" />
      <path className="sketch-line" d="M32 46h34" />
      <path className="sketch-line" d="M78 40h12v12H78zM84 43v6M81 46h6" />
    </Sketch>
  );
}

/** The home screen with Satchel among other apps. */
export function OpenSketch(): ReactNode {
  const places = [
    [18, 14],
    [50, 14],
    [82, 14],
    [18, 52],
    [82, 52],
  ] as const;
  return (
    <Sketch>
      {places.map(([x, y]) => (
        <rect
          key={`${x} ${y}`}
          className="sketch-quiet"
          x={x}
          y={y}
          width="20"
          height="20"
          rx="5"
        />
      ))}
      <rect className="sketch-mark" x="48" y="50" width="24" height="24" rx="6" />
      <path className="sketch-line" d="M54 59h12v9H54zM57 59v-2a3 3 0 0 1 6 0v2" />
    </Sketch>
  );
}
