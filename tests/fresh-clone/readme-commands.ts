/** The shell blocks of a README, in their order, each as one command line. */
export const readmeCommands = (readme: string): readonly string[] => [...readme.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block.trim());
