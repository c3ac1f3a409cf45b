import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { House } from '../house.ts';
import { HOUSE } from '../tokens.ts';

@Controller('health')
export class HealthController {
  private readonly house: House;

  constructor(@Inject(HOUSE) house: House) {
    this.house = house;
  }

  /** The process is up. */
  @Get('live')
  live(): { readonly status: 'up' } {
    return { status: 'up' };
  }

  /** Each part by name; 503 while one of them does not do its work. */
  @Get('ready')
  ready(@Res() reply: FastifyReply): void {
    const { intake, writer, brokerConnected, keeper } = this.house;
    const { level, share, waitingRows, full, damagedRows } = keeper.state;
    const parts = {
      journal: intake.fault === undefined ? 'writable' : intake.fault,
      broker: brokerConnected() ? 'connected' : 'not connected',
      store: writer.fault === undefined ? 'reachable' : writer.fault,
      storeLag: writer.lag,
      spool: { level, share, waitingRows, full },
      damagedRows,
      sessionsLost: this.house.sessionsLost(),
      signInsRefused: this.house.signInsRefused(),
      clients: this.house.feed.clientCount,
    };
    const ready = intake.fault === undefined && !full && writer.fault === undefined && brokerConnected();
    void reply.status(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready', ...parts });
  }
}
