import type { ReactNode } from 'react';

/** The satchel; the same drawing as `public/icons/satchel.svg`, in the colour of the text around it. */
export function BrandMark({ className = 'icon' }: { readonly className?: string }): ReactNode {
  return (
    <svg className={className} viewBox="0 0 32 32" fill="none" aria-hidden>
      <path
        d="M11 9V7.5A3.5 3.5 0 0 1 14.5 4h3A3.5 3.5 0 0 1 21 7.5V9"
        stroke="currentColor"
        strokeWidth="2.4"
        strokeLinecap="round"
      />
      <rect x="4" y="9" width="24" height="18.5" rx="4" stroke="currentColor" strokeWidth="2.4" />
      <path
        d="M4.5 13.5c2.6 3.9 6.6 5.9 11.5 5.9s8.9-2 11.5-5.9"
        stroke="currentColor"
        strokeWidth="2.4"
        strokeLinecap="round"
      />
      <rect x="13.3" y="16.8" width="5.4" height="5.8" rx="1.6" fill="currentColor" />
    </svg>
  );
}
