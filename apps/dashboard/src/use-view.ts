import { onScopeDispose, ref } from 'vue';
import { queryValue } from './view-query.ts';

export type View = 'desk' | 'drift';

const viewAsked = (): View => (queryValue('view') === 'drift' ? 'drift' : 'desk');

/** Which view is open, as the address says; the browser's own back and forward go between them. */
export function useView() {
  const view = ref<View>(viewAsked());
  const follow = (): void => void (view.value = viewAsked());
  window.addEventListener('popstate', follow);
  onScopeDispose(() => window.removeEventListener('popstate', follow));

  function show(next: View): void {
    const query = new URLSearchParams(location.search);
    if (next === 'desk') query.delete('view');
    else query.set('view', next);
    history.pushState(null, '', `${location.pathname}${query.size === 0 ? '' : `?${query.toString()}`}`);
    view.value = next;
  }
  return { view, show };
}
