import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { AccountController } from './auth/account.controller.ts';
import { LinksController } from './auth/links.controller.ts';
import { OversightController } from './auth/oversight.controller.ts';
import { PageController } from './auth/page.controller.ts';
import { SignInController } from './auth/sign-in.controller.ts';
import type { House } from './house.ts';
import { AlertsController } from './http/alerts.controller.ts';
import { BacktestsController } from './http/backtests.controller.ts';
import { BasinsController } from './http/basins.controller.ts';
import { CatchmentsController } from './http/catchments.controller.ts';
import { DoubtfulController } from './http/doubtful.controller.ts';
import { DutyLogController } from './http/duty-log.controller.ts';
import { ForecastsController } from './http/forecasts.controller.ts';
import { HealthController } from './http/health.controller.ts';
import { ObservationsController } from './http/observations.controller.ts';
import { ProblemFilter } from './http/problem.filter.ts';
import { SensorsController } from './http/sensors.controller.ts';
import { SlowController } from './http/slow.controller.ts';
import { StepsController } from './http/steps.controller.ts';
import { StormsController } from './http/storms.controller.ts';
import { TownController } from './http/town.controller.ts';
import { UndecodableController } from './http/undecodable.controller.ts';
import { WarningsController } from './http/warnings.controller.ts';
import { LiveGateway } from './live/live.gateway.ts';
import { HOUSE } from './tokens.ts';

/** The doorways. What is behind them is put together in `house.ts`; who may use which is the doorkeeper's. */
@Module({})
export class ServerModule {
  static of(house: House): DynamicModule {
    return {
      module: ServerModule,
      controllers: [TownController, UndecodableController, DoubtfulController, SensorsController, ObservationsController, BasinsController, AlertsController, HealthController, PageController, SignInController, LinksController, AccountController, OversightController, CatchmentsController, StormsController, ForecastsController, WarningsController, SlowController, BacktestsController, StepsController, DutyLogController],
      providers: [
        { provide: HOUSE, useValue: house },
        { provide: APP_FILTER, useClass: ProblemFilter },
        LiveGateway,
      ],
    };
  }
}
