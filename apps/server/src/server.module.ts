import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { SignInController } from './auth/sign-in.controller.ts';
import { ViewGuard } from './auth/view.guard.ts';
import type { House } from './house.ts';
import { AlertsController } from './http/alerts.controller.ts';
import { BasinsController } from './http/basins.controller.ts';
import { HealthController } from './http/health.controller.ts';
import { ProblemFilter } from './http/problem.filter.ts';
import { SensorsController } from './http/sensors.controller.ts';
import { TownController } from './http/town.controller.ts';
import { LiveGateway } from './live/live.gateway.ts';
import { HOUSE } from './tokens.ts';

/** The doorways. What is behind them is put together in `house.ts`. */
@Module({})
export class ServerModule {
  static of(house: House): DynamicModule {
    return {
      module: ServerModule,
      controllers: [TownController, SensorsController, BasinsController, AlertsController, HealthController, SignInController],
      providers: [
        { provide: HOUSE, useValue: house },
        { provide: APP_GUARD, useClass: ViewGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
        LiveGateway,
      ],
    };
  }
}
