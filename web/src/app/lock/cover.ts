/**
 * Hides everything that is on the screen, at once and without waiting for a rendering: from the eye, from a
 * picture that the system takes for its app switcher, from keys and screen readers (`app.css`).
 */
export function coverView(): void {
  document.documentElement.dataset['covered'] = 'yes';
}

export function uncoverView(): void {
  delete document.documentElement.dataset['covered'];
}
