/** A curve and three points on it; the same drawing as the page's icon. */
export function Logo() {
  return (
    <svg width="26" height="26" viewBox="0 0 32 32" aria-hidden>
      <rect width="32" height="32" rx="7" fill="#0b4f6c" />
      <path
        d="M4 16c4-14 8-14 12 0s8 14 12 0"
        fill="none"
        stroke="#fff"
        strokeWidth="2.5"
        strokeLinecap="round"
      />
      <circle cx="10" cy="6.2" r="2.4" fill="#ffb000" />
      <circle cx="16" cy="17" r="2.4" fill="#ffb000" />
      <circle cx="22.5" cy="25.5" r="2.4" fill="#ffb000" />
    </svg>
  );
}
