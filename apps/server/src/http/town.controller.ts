import { Controller, Get, Inject } from '@nestjs/common';
import { toTownAnswer, type TownAnswer } from '@voldgrav/wire';
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
}
