export { pick, seeded, type Random } from '../fuzz/seeded.ts';
