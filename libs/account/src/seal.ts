import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Keeps a secret that must be read again, such as a TOTP key, unreadable for who has the file alone. */
export interface Seal {
  readonly close: (text: string) => Uint8Array;
  /** Throws, naming the setting, when the bytes were sealed with another secret. */
  readonly open: (sealed: Uint8Array) => string;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM with a key derived from `SESSION_SECRET`. */
export function sealWith(sessionSecret: string): Seal {
  const key = Buffer.from(hkdfSync('sha256', sessionSecret, '', 'voldgrav totp', 32));
  return {
    close(text) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    },
    open(sealed) {
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES));
        decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
        return decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
      } catch (cause) {
        throw new Error('A second factor was sealed with another SESSION_SECRET: set the former one, or take it away with "voldgrav user reset NAME --remove-totp".', { cause });
      }
    },
  };
}
