import type { WhyCase } from './why-cases.ts';

/**
 * Experiments that were written before any of them was diagnosed, of kinds that nothing was tuned for: a sound
 * experiment each with one thing changed for the worse. Labels are what was changed, with its twin where the two are
 * one thing (a rate too low and too few steps).
 */
export const keptApart: readonly WhyCase[] = [
  {
    id: 'apart-momentum',
    kind: 'made',
    causes: ['lr_high', 'momentum'],
    link: 'v=2&target=two_hills&opt=momentum&momentum=0.99&lr=0.2',
  },
  {
    id: 'apart-unlike-inputs',
    kind: 'made',
    causes: ['x_scale', 'lr_high'],
    link: 'v=2&target=formula&inputs=5&formula=sin(x0/100)%2Bx1*20%2Bx2-x3%2Bx4/2&domains=0..600,-0.05..0.05,0..1,0..1,0..1&xscale=none&opt=sgd&lr=0.01',
  },
  {
    id: 'apart-l1',
    kind: 'made',
    causes: ['l2_strong'],
    link: 'v=2&target=checkerboard&l1=0.01&train=2000',
  },
  {
    id: 'apart-tanh-range',
    kind: 'made',
    causes: ['out_range'],
    link: 'v=2&target=formula&formula=3*x^2&domain=-1..1&yscale=none&out=tanh',
  },
  {
    id: 'apart-spirals-few',
    kind: 'made',
    causes: ['data_few'],
    link: 'v=2&target=spirals&train=30',
  },
  {
    id: 'apart-adagrad',
    kind: 'made',
    causes: ['lr_low', 'few_steps'],
    link: 'v=2&target=x_sin_x&opt=adagrad&lr=0.0005',
  },
  {
    id: 'apart-full-batch',
    kind: 'made',
    causes: ['batch_large', 'few_steps', 'lr_low'],
    link: 'v=2&target=sin_cos&batch=1000&epochs=60&lr=0.001',
  },
  {
    id: 'apart-wild-start',
    kind: 'made',
    causes: ['init_large'],
    link: 'v=2&target=chirp&net=32:tanh,32:tanh&init=normal&init_scale=8',
  },
  {
    id: 'apart-parity',
    kind: 'made',
    causes: ['capacity'],
    link: 'v=2&target=formula_classes&inputs=3&formula=floor(x0*x1*x2%2B1)&classes=2&domain=-1..1&net=3:relu&train=2000&loss=cross_entropy',
  },
  {
    id: 'apart-spike',
    kind: 'made',
    causes: ['loss_l1_stuck', 'lr_low', 'few_steps'],
    link: 'v=2&target=formula&formula=exp(-200*x^2)&domain=-3..3&loss=mae&opt=sgd&lr=0.01',
  },
  {
    id: 'apart-label-noise',
    kind: 'made',
    causes: ['label_noise', 'overfit'],
    link: 'v=2&target=moons&label_noise=0.45&train=150&net=64:relu,64:relu',
  },
  {
    id: 'apart-clip',
    kind: 'made',
    causes: ['clip_tight'],
    link: 'v=2&target=cubic&opt=sgd&lr=0.05&clip=norm&clip_at=0.002&epochs=50',
  },
  {
    id: 'apart-sound-linear',
    kind: 'control',
    causes: [],
    link: 'v=2&target=formula&inputs=6&formula=2*x0-x1%2B3*x2-0.5*x3%2Bx4-x5&net=none&noise=0.3&epochs=100',
  },
  {
    id: 'apart-sound-rare',
    kind: 'control',
    causes: [],
    link: 'v=2&target=formula_classes&inputs=2&formula=floor((x0%2Bx1)/1.5)&classes=2&domain=0..1&train=2000',
  },
  {
    id: 'apart-sound-overlap',
    kind: 'control',
    causes: [],
    link: 'v=2&target=moons&noise=0.35',
  },
  {
    id: 'apart-sound-squares',
    kind: 'control',
    causes: [],
    link: 'v=2&target=xor&loss=mse&net=8:tanh',
  },
];
