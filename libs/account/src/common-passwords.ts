/**
 * Passwords of twelve characters and more that people choose most, in lower case; shorter ones are refused for their length.
 * Chosen by us from what Danes and everyone else type first: words for "password", rows of keys, years, greetings.
 */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set([
  'password1234', 'password12345', 'password123456', 'password2024', 'password2025', 'password2026', 'passwordpassword', 'mypassword123',
  'adgangskode1', 'adgangskode12', 'adgangskode123', 'adgangskode1234', 'adgangskodeadgangskode', 'mitkodeord123', 'kodeord12345', 'kodeord123456', 'kodeordkodeord',
  'hemmeligt123', 'hemmelig1234', 'velkommen123', 'velkommen1234', 'velkommen2024', 'velkommen2025', 'velkommen2026', 'welcome12345', 'welcome123456',
  'administrator', 'administrator1', 'administrator123', 'administrator1234', 'changeme1234', 'changemenow1', 'letmein12345', 'letmeinletmein', 'skiftmig1234',
  'qwertyuiop12', 'qwertyuiop123', 'qwertyuiopå1', 'qwertyuiopasdf', 'qwertyuiopasdfghjkl', 'asdfghjkl123', 'asdfghjkløæ1', '1qaz2wsx3edc', 'zaq12wsxcde3', 'q1w2e3r4t5y6', '1q2w3e4r5t6y',
  'qwerty123456', 'qwerty1234567', 'qwerty12345678', 'abcdefghijkl', 'abcdefghijklm', 'abcdef123456', 'abcd12345678', 'abc123456789', 'a1b2c3d4e5f6',
  '123456789012', '1234567890123', '12345678901234', '123456789123', '1234567891234', '123456123456', '012345678901', '098765432109', '987654321098', '0987654321qw',
  'iloveyou1234', 'iloveyou12345', 'jegelskerdig', 'jegelskerdig1', 'footballfootball', 'sommer202024', 'sommerferie1', 'danmark12345', 'danmark123456', 'kobenhavn123', 'københavn123',
  'kommune12345', 'kommune123456', 'beredskab123', 'beredskab1234', 'vagtcentralen', 'vagthavende1', 'vagthavende123', 'voldgrav1234', 'voldgrav12345', 'voldgravvoldgrav', 'skybrud12345', 'skybrudskybrud',
  'correcthorsebatterystaple', 'correct horse battery staple',
]);
