/**
 * The drill's one clock. Drain times, health intervals, deadlines and the like are given in AWS
 * seconds and pass `scale` times as fast; the program and the app's own start are never scaled.
 */
export class Clock {
  /** AWS seconds that pass in one second on this machine. */
  readonly scale: number;

  constructor(scale: number) {
    this.scale = scale;
  }

  /** How many milliseconds on this machine `awsSeconds` take. */
  ms(awsSeconds: number): number {
    return (awsSeconds * 1000) / this.scale;
  }
}
