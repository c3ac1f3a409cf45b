/** Raised when a column changes its meaning; a file with a higher number was written by a newer Voldgrav. */
export const FORMAT_VERSION = 1;

export const prepareFile = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA foreign_keys = ON;
`;

/**
 * Facts only: whether an account, a session or a token still holds follows from its times. Of secrets there are hashes; a
 * TOTP key, which must be read again, is sealed. The audit log refuses to be changed, by whatever program opens the file.
 */
export const createTables = `
  CREATE TABLE IF NOT EXISTS account (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    name          TEXT    NOT NULL,
    name_key      TEXT    NOT NULL UNIQUE,
    role          TEXT    NOT NULL,
    organisation  TEXT,
    password_hash TEXT,
    created_at    INTEGER NOT NULL,
    closed_at     INTEGER
  ) STRICT;

  CREATE TABLE IF NOT EXISTS totp (
    account      INTEGER NOT NULL PRIMARY KEY REFERENCES account (id),
    sealed_key   BLOB    NOT NULL,
    begun_at     INTEGER NOT NULL,
    confirmed_at INTEGER,
    last_step    INTEGER
  ) STRICT;

  CREATE TABLE IF NOT EXISTS recovery_code (
    account INTEGER NOT NULL REFERENCES account (id),
    hash    TEXT    NOT NULL,
    used_at INTEGER,
    PRIMARY KEY (account, hash)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE IF NOT EXISTS token (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    hash         TEXT    NOT NULL UNIQUE,
    name         TEXT    NOT NULL,
    kind         TEXT    NOT NULL,
    scopes       TEXT    NOT NULL,
    organisation TEXT,
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    revoked_at   INTEGER
  ) STRICT;

  CREATE TABLE IF NOT EXISTS device (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    name          TEXT    NOT NULL,
    password_hash TEXT    NOT NULL,
    topics        TEXT    NOT NULL,
    created_at    INTEGER NOT NULL,
    revoked_at    INTEGER
  ) STRICT;

  CREATE UNIQUE INDEX IF NOT EXISTS device_in_use ON device (name) WHERE revoked_at IS NULL;

  CREATE TABLE IF NOT EXISTS session (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    hash         TEXT    NOT NULL UNIQUE,
    account      INTEGER REFERENCES account (id),
    token        INTEGER REFERENCES token (id),
    browser      TEXT    NOT NULL,
    created_at   INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    ended_at     INTEGER,
    CHECK ((account IS NULL) <> (token IS NULL))
  ) STRICT;

  CREATE TABLE IF NOT EXISTS link (
    hash       TEXT    NOT NULL PRIMARY KEY,
    kind       TEXT    NOT NULL,
    account    INTEGER REFERENCES account (id),
    expires_at INTEGER NOT NULL,
    used_at    INTEGER
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE IF NOT EXISTS audit (
    seq          INTEGER PRIMARY KEY AUTOINCREMENT,
    at           INTEGER NOT NULL,
    who          TEXT    NOT NULL,
    organisation TEXT,
    act          TEXT    NOT NULL,
    subject      TEXT    NOT NULL,
    detail       TEXT,
    why          TEXT
  ) STRICT;

  CREATE TRIGGER IF NOT EXISTS audit_is_never_changed BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
  CREATE TRIGGER IF NOT EXISTS audit_is_never_shortened BEFORE DELETE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;

  PRAGMA user_version = ${FORMAT_VERSION};
`;

export const readFormatVersion = `PRAGMA user_version`;

export const insertAudit = `
  INSERT INTO audit (at, who, organisation, act, subject, detail, why) VALUES (?, ?, ?, ?, ?, ?, ?)
`;
export const selectAudit = `SELECT * FROM audit WHERE seq < ? ORDER BY seq DESC LIMIT ?`;

export const insertAccount = `
  INSERT INTO account (name, name_key, role, organisation, password_hash, created_at) VALUES (?, ?, ?, ?, ?, ?)
`;
const selectAccount = `
  SELECT account.*, totp.confirmed_at IS NOT NULL AS has_totp
    FROM account LEFT JOIN totp ON totp.account = account.id
`;
export const selectAccounts = `${selectAccount} ORDER BY account.closed_at IS NOT NULL, account.name_key`;
export const selectAccountByKey = `${selectAccount} WHERE account.name_key = ?`;
export const selectAccountById = `${selectAccount} WHERE account.id = ?`;
export const countAdministrators = `
  SELECT count(*) AS count FROM account WHERE role = 'administrator' AND closed_at IS NULL AND password_hash IS NOT NULL
`;
export const updatePassword = `UPDATE account SET password_hash = ? WHERE id = ?`;
export const closeAccount = `UPDATE account SET closed_at = ? WHERE id = ? AND closed_at IS NULL`;

export const selectTotp = `SELECT * FROM totp WHERE account = ?`;
export const upsertTotp = `
  INSERT INTO totp (account, sealed_key, begun_at) VALUES (?, ?, ?)
  ON CONFLICT (account) DO UPDATE SET sealed_key = excluded.sealed_key, begun_at = excluded.begun_at, confirmed_at = NULL, last_step = NULL
`;
export const confirmTotp = `UPDATE totp SET confirmed_at = ?, last_step = ? WHERE account = ?`;
/** The condition makes the step move once, however many requests bring the same code at the same moment. */
export const takeTotpStep = `UPDATE totp SET last_step = ?1 WHERE account = ?2 AND (last_step IS NULL OR last_step < ?1)`;
export const deleteTotp = `DELETE FROM totp WHERE account = ?`;
export const deleteRecoveryCodes = `DELETE FROM recovery_code WHERE account = ?`;
export const insertRecoveryCode = `INSERT INTO recovery_code (account, hash) VALUES (?, ?)`;
export const takeRecoveryCode = `UPDATE recovery_code SET used_at = ? WHERE account = ? AND hash = ? AND used_at IS NULL`;
export const countRecoveryCodes = `SELECT count(*) AS count FROM recovery_code WHERE account = ? AND used_at IS NULL`;
export const selectUsedRecoveryCode = `SELECT used_at FROM recovery_code WHERE account = ? AND hash = ? AND used_at IS NOT NULL`;

export const insertToken = `
  INSERT INTO token (hash, name, kind, scopes, organisation, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)
`;
export const selectTokens = `SELECT * FROM token ORDER BY id`;
export const selectTokenByHash = `SELECT * FROM token WHERE hash = ?`;
export const selectTokenById = `SELECT * FROM token WHERE id = ?`;
export const revokeToken = `UPDATE token SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL`;

export const insertDevice = `INSERT INTO device (name, password_hash, topics, created_at) VALUES (?, ?, ?, ?)`;
export const selectDevices = `SELECT * FROM device ORDER BY revoked_at IS NOT NULL, name, id`;
export const selectDevicesInUse = `SELECT id FROM device WHERE revoked_at IS NULL`;
/** Another number after another connection has written; what this one writes does not count (SQLite, pragma data_version). */
export const readDataVersion = `PRAGMA data_version`;
export const selectDevice = `SELECT * FROM device WHERE name = ? AND revoked_at IS NULL`;
export const countDevices = `SELECT count(*) AS count FROM device`;
export const revokeDevice = `UPDATE device SET revoked_at = ? WHERE name = ? AND revoked_at IS NULL`;

export const insertSession = `
  INSERT INTO session (hash, account, token, browser, created_at, last_seen_at) VALUES (?, ?, ?, ?, ?, ?)
`;
const selectSession = `
  SELECT session.id, session.created_at, session.last_seen_at, session.ended_at, session.browser,
         account.id AS account, account.name, account.role, account.organisation, account.closed_at,
         token.id AS token, token.name AS token_name, token.scopes, token.organisation AS token_organisation, token.expires_at, token.revoked_at
    FROM session
    LEFT JOIN account ON account.id = session.account
    LEFT JOIN token ON token.id = session.token
`;
export const selectSessionByHash = `${selectSession} WHERE session.hash = ?`;
export const selectSessionById = `${selectSession} WHERE session.id = ?`;
export const selectSessionsOf = `${selectSession} WHERE session.account = ? AND session.ended_at IS NULL ORDER BY session.last_seen_at DESC`;
export const touchSession = `UPDATE session SET last_seen_at = ? WHERE id = ?`;
export const endSession = `UPDATE session SET ended_at = ? WHERE id = ? AND ended_at IS NULL`;
export const endSessionsOf = `UPDATE session SET ended_at = ? WHERE account = ? AND ended_at IS NULL`;
export const deleteOldSessions = `DELETE FROM session WHERE token IS NULL AND created_at < ?`;

export const insertLink = `INSERT INTO link (hash, kind, account, expires_at) VALUES (?, ?, ?, ?)`;
export const selectLink = `SELECT * FROM link WHERE hash = ?`;
export const takeLink = `UPDATE link SET used_at = ?1 WHERE hash = ?2 AND used_at IS NULL AND expires_at > ?1`;
export const voidLinks = `UPDATE link SET used_at = ? WHERE kind = ? AND account IS ? AND used_at IS NULL`;
export const deleteOldLinks = `DELETE FROM link WHERE expires_at < ?`;
