import { ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { askServer, type Asked } from './ask-server.ts';

/** Asks the server for one form: whether it waits, and what went wrong, in the reader's language. */
export function useAsking() {
  const { t, te } = useI18n();
  const waiting = ref(false);
  const fault = ref('');

  async function ask<Answer>(path: string, body: object): Promise<Asked<Answer>> {
    waiting.value = true;
    fault.value = '';
    const asked = await askServer<Answer>(path, body);
    waiting.value = false;
    if (!asked.ok) fault.value = te(`faults.${asked.code}`) ? t(`faults.${asked.code}`, { reason: asked.detail }) : t('faults.other', { reason: asked.detail });
    return asked;
  }

  return { waiting, fault, ask };
}
