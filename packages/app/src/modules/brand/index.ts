export { Logo } from './Logo';
export { Mark } from './Mark';
