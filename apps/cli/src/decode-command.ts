import { Command } from 'commander';

/** The options of `voldgrav decode`. */
export const decodeCommand = (): Command =>
  new Command('decode')
    .description('read a payload, or JSON lines of {topic, payload | payloadBase64, receivedAt}, from standard input; tells one reading a line')
    .option('--format <F>', 'json, senml, chirpstack, the-things-stack, sparkplug-b, or a device codec for bytes or hexadecimal digits')
    .option('--topic <T>', 'the topic of a payload that stands alone')
    .option('--town <DIR>', 'whose sources.yaml tells which device is which sensor; without it every sender is a sensor of its own name')
    .option('--codec <C>', 'without a town: how the bytes in an envelope are read')
    .option('--settings <JSON>', "what the codec must know, such as '{\"resolution_mm\":0.1}'")
    .option('--port <N>', 'the LoRaWAN port of bytes that stand alone', '1');
