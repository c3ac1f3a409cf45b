import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type House, openHouse, type TownAsRead } from './house.ts';
import { createWebApp } from './http/web-app.ts';
import type { Settings } from '@voldgrav/installation';

/** The house, and the port at which it is to be found. */
export interface OpenDoors {
  readonly house: House;
  readonly port: number;
  readonly close: () => Promise<void>;
}

export interface OpenDoorsOptions {
  readonly settings: Settings;
  readonly town: TownAsRead;
  /** Where the built pages lie. */
  readonly pages: string;
  readonly tell: (line: string) => void;
  readonly onAnotherPlaying: () => void;
}

/** Opens the house and its doors. Throws what a person can act on; whatever was opened before is closed again. */
export async function openDoors({ settings, town, pages, tell, onAnotherPlaying }: OpenDoorsOptions): Promise<OpenDoors> {
  const house = await openHouse(settings, town, tell, onAnotherPlaying);
  const app = await listening(house, pages);
  return {
    house,
    port: (app.getHttpServer().address() as AddressInfo).port,
    close: async () => {
      await app.close();
      await house.close();
    },
  };
}

/** The house's doors, open. When they do not open the house is closed. */
async function listening(house: House, pages: string): Promise<NestFastifyApplication> {
  const { settings } = house;
  try {
    const app = await createWebApp(house, pages);
    await app.init();
    // Not through Nest, which would print a port in use in its own words before ours.
    await app.getHttpAdapter().getInstance().listen({ port: settings.port, host: settings.host });
    return app;
  } catch (fault) {
    await house.close();
    throw fault;
  }
}
