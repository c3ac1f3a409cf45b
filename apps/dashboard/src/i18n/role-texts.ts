/** What each role is called. */
export const roleTexts = {
  da: { viewer: 'læseadgang', operator: 'operatør', 'duty-leader': 'vagtleder', administrator: 'administrator' },
  en: { viewer: 'viewer', operator: 'operator', 'duty-leader': 'duty leader', administrator: 'administrator' },
};
