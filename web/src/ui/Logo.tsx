/** The lighthouse. */
export const Logo = () => (
  <svg viewBox="0 0 24 24" width="20" height="20" fill="none" aria-hidden="true">
    <path d="M9.5 9 8 22h8L14.5 9z" fill="currentColor" />
    <rect x="8.5" y="5" width="7" height="3.2" rx=".8" fill="var(--beam)" />
    <path d="M7.5 4.5 12 1.5l4.500 3z" fill="currentColor" />
    <path
      d="M16.500 5.500 23 3v7l-6.500-2.300zM7.500 5.500 1 3v7l6.500-2.300z"
      fill="var(--beam)"
      opacity=".45"
    />
  </svg>
);
