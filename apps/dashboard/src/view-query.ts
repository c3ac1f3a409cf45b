/** What the address says of the view: opened elsewhere, it gives the same one (operator-ux.md line 30). */
export const queryValue = (name: string): string | null => new URLSearchParams(location.search).get(name);

export function setQueryValue(name: string, value: string): void {
  const query = new URLSearchParams(location.search);
  query.set(name, value);
  history.replaceState(null, '', `?${query.toString()}`);
}
