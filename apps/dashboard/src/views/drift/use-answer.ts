import { onScopeDispose, ref, shallowRef, watch } from 'vue';
import { loadJson } from '../../town/load-json.ts';

const AGAIN_MS = 5_000;

/** What the server answers to a question: asked at once, whenever the question changes, and every few seconds. */
export function useAnswer<Answer>(path: () => string) {
  const answer = shallowRef<Answer>();
  const failed = ref(false);
  let asked = 0;

  async function ask(): Promise<void> {
    asked += 1;
    const mine = asked;
    try {
      const said = await loadJson<Answer>(path());
      // A newer question was asked meanwhile: this answer is to an old one.
      if (mine !== asked) return;
      answer.value = said;
      failed.value = false;
    } catch {
      if (mine === asked) failed.value = true;
    }
  }

  watch(path, () => void ask(), { immediate: true });
  const timer = setInterval(() => void ask(), AGAIN_MS);
  onScopeDispose(() => clearInterval(timer));
  return { answer, failed, ask };
}

/** A path with those of the parameters that have a value. */
export function pathWith(path: string, parameters: Readonly<Record<string, string | number | undefined>>): string {
  const query = new URLSearchParams(Object.entries(parameters).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, String(value)]])));
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}
