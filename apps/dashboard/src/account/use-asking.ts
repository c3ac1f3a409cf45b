import { ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { askServer, type Asked } from './ask-server.ts';

/** Asks the server for one form: whether it waits, and what went wrong, in the reader's language. */
export function useAsking() {
  const words = useI18n();
  const waiting = ref(false);
  const fault = ref('');

  const sentence = (code: string, reason: string): string => words.t(words.te(`faults.${code}`) ? `faults.${code}` : 'faults.other', { reason });

  async function ask<Answer>(path: string, body: object): Promise<Asked<Answer>> {
    waiting.value = true;
    fault.value = '';
    const asked = await askServer<Answer>(path, body);
    waiting.value = false;
    if (!asked.ok) fault.value = sentence(asked.code, asked.detail);
    return asked;
  }

  return { waiting, fault, ask };
}
