import { Controller, Get, Inject } from '@nestjs/common';
import type { SlowVariablesAnswer } from '@voldgrav/wire';
import type { House } from '../house.ts';
import { slowVariables } from '../slow/slow-variables.ts';
import { HOUSE } from '../tokens.ts';

@Controller('api/v1/slow-variables')
export class SlowController {
  private readonly house: House;

  constructor(@Inject(HOUSE) house: House) {
    this.house = house;
  }

  /** What changes over days and weeks, as trends; null where too little is known yet. */
  @Get()
  list(): SlowVariablesAnswer {
    return slowVariables(this.house.index, this.house.slow.memory, this.house.clock.now());
  }
}
