import { Program, ProgramResult, ProgramStarter } from './ProgramStarter';

let starter: ProgramStarter | undefined;

/**
 * Runs a program to its end.
 *
 * A small process starts it on this one's behalf: starting a program copies
 * the page tables of whoever does so. For the sandbox, which holds all of its
 * stand-ins, that took 10 ms each time in which nothing was answered, and
 * there are a thousand such times while it fills itself.
 */
export function runProgram(program: Program): Promise<ProgramResult> {
  if (!starter?.isAlive) starter = new ProgramStarter();
  return starter.run(program);
}
