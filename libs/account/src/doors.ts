import type { Door } from './may-enter.ts';
import { ROLES } from './role.ts';

const ALWAYS: Door = { open: 'always', roles: ROLES, scopes: ['read', 'acknowledge', 'audit', 'forecast'] };
const VIEW: Door = { open: 'view', roles: ROLES, scopes: ['read'] };
const OWN_ACCOUNT: Door = { roles: ROLES, scopes: [] };
const ACKNOWLEDGE: Door = { roles: ['operator', 'duty-leader', 'administrator'], scopes: ['acknowledge'] };
const MEND: Door = { roles: ['duty-leader', 'administrator'], scopes: [] };
const FORECAST: Door = { roles: ['operator', 'duty-leader', 'administrator'], scopes: ['forecast'] };
const TRY: Door = { roles: ['operator', 'duty-leader', 'administrator'], scopes: [] };
const OVERSIGHT: Door = { roles: ['duty-leader', 'administrator'], scopes: ['audit'] };

/**
 * The one table that says who may do what. A door is a method and a route as the server writes it; `WS` is the upgrade to a
 * WebSocket. A route that is not here is shut, so that a new one is thought about. HEAD goes through the door of GET.
 */
export const DOORS: Readonly<Record<string, Door>> = {
  // The page itself holds no data; what it shows comes through the doors below.
  'GET /*': ALWAYS,
  'GET /sign-in': ALWAYS,
  'GET /account': ALWAYS,
  'GET /display': ALWAYS,
  'GET /health/live': ALWAYS,
  'GET /health/ready': ALWAYS,
  'GET /api/v1/session': ALWAYS,
  'POST /api/v1/sign-in': ALWAYS,
  'POST /api/v1/sign-in/code': ALWAYS,
  'POST /api/v1/sign-out': ALWAYS,
  // Whoever holds a one-time link proves it in the body.
  'POST /api/v1/links/look': ALWAYS,
  'POST /api/v1/links/first-administrator': ALWAYS,
  'POST /api/v1/links/password': ALWAYS,

  'GET /api/v1/town': VIEW,
  'GET /api/v1/undecodable': VIEW,
  'GET /api/v1/undecodable/groups': VIEW,
  'GET /api/v1/undecodable/decode-again': VIEW,
  'GET /api/v1/doubtful': VIEW,
  'GET /api/v1/doubtful/series': VIEW,
  'GET /api/v1/sensors': VIEW,
  'GET /api/v1/sensors/:id': VIEW,
  'GET /api/v1/sensors/:id/observations': VIEW,
  'GET /api/v1/observations': VIEW,
  'GET /api/v1/basins/:id/readiness': VIEW,
  'GET /api/v1/catchments': VIEW,
  'GET /api/v1/catchments/:id/readiness': VIEW,
  'GET /api/v1/alerts': VIEW,
  'GET /api/v1/storms': VIEW,
  'GET /api/v1/storms/:id': VIEW,
  'GET /api/v1/log': VIEW,
  'GET /api/v1/forecasts': VIEW,
  'GET /api/v1/warnings': VIEW,
  'GET /api/v1/slow-variables': VIEW,
  'GET /api/v1/resources': VIEW,
  'GET /api/v1/backtests': VIEW,
  'GET /api/v1/backtests/:id': VIEW,
  'WS /live': VIEW,

  'POST /api/v1/alerts/:id/acknowledge': ACKNOWLEDGE,
  'POST /api/v1/log': ACKNOWLEDGE,
  'POST /api/v1/steps/begin': ACKNOWLEDGE,
  'POST /api/v1/steps/end': ACKNOWLEDGE,
  'POST /api/v1/forecasts': FORECAST,
  'POST /api/v1/warnings': FORECAST,

  'POST /api/v1/undecodable/decode-again': MEND,

  'POST /api/v1/backtests': TRY,
  'DELETE /api/v1/backtests/:id': TRY,

  'GET /api/v1/account': OWN_ACCOUNT,
  'POST /api/v1/account/password': OWN_ACCOUNT,
  'POST /api/v1/account/totp': OWN_ACCOUNT,
  'POST /api/v1/account/totp/confirm': OWN_ACCOUNT,
  'POST /api/v1/account/totp/remove': OWN_ACCOUNT,
  'POST /api/v1/account/sessions/:id/end': OWN_ACCOUNT,

  'GET /api/v1/audit': OVERSIGHT,
  'GET /api/v1/refusals': OVERSIGHT,
};

/** The door of a request: `doorOf('HEAD', '/api/v1/town')` is the entry of `GET /api/v1/town`. */
export const doorOf = (method: string, route: string): Door | undefined => {
  const name = `${method === 'HEAD' ? 'GET' : method} ${route}`;
  return Object.hasOwn(DOORS, name) ? DOORS[name] : undefined;
};
