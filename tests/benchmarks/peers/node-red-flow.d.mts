export function nodeRedFlow(options: { readonly mqttPort: string; readonly influxPort: string; readonly database: string }): { readonly flow: readonly object[]; readonly credentials: object };
