import { Controller, Get, Inject } from '@nestjs/common';
import { instant, isoOf } from '@voldgrav/hydrology';
import { toTownAnswer, type TownAnswer, type UndecodableAnswer } from '@voldgrav/wire';
import type { House } from '../house.ts';
import { HOUSE } from '../tokens.ts';

@Controller('api/v1')
export class TownController {
  private readonly house: House;
  private readonly answer: TownAnswer;

  constructor(@Inject(HOUSE) house: House) {
    const { demo, tiles } = house.settings;
    this.house = house;
    this.answer = toTownAnswer(house.town, { demo, ...(tiles === undefined ? {} : { tiles }) });
  }

  @Get('town')
  town(): TownAnswer {
    return this.answer;
  }

  /** What came in and could not be used: counts by reason since the start, and the newest few. */
  @Get('undecodable')
  undecodable(): UndecodableAnswer {
    const { latest, ...counts } = this.house.watch.snapshot(this.house.clock.now()).intake;
    return { ...counts, latest: latest.map((item) => ({ ...item, at: isoOf(instant(item.at)) })) };
  }
}
