import { ref, watchEffect } from 'vue';
import { queryValue, setQueryValue } from '../view-query.ts';

export type Theme = 'night' | 'day';
const STORED = 'voldgrav.theme';

/** Night or day: from the address, else as last chosen here, else as the machine prefers. */
export function useTheme() {
  const theme = ref<Theme>(initialTheme());
  watchEffect(() => (document.documentElement.dataset['theme'] = theme.value));
  const toggle = (): void => {
    theme.value = theme.value === 'night' ? 'day' : 'night';
    localStorage.setItem(STORED, theme.value);
    setQueryValue('theme', theme.value);
  };
  return { theme, toggle };
}

function initialTheme(): Theme {
  const asked = queryValue('theme') ?? localStorage.getItem(STORED);
  if (asked === 'night' || asked === 'day') return asked;
  return matchMedia('(prefers-color-scheme: light)').matches ? 'day' : 'night';
}
