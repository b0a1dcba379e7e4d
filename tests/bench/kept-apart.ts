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

/**
 * A second such list, of situations that the first has not: written before any of it was diagnosed, and diagnosed once.
 * Labels are what was changed for the worse, and what the catalogue of causes calls the same thing.
 */
export const keptApartLater: readonly WhyCase[] = [
  {
    id: 'later-summed-loss',
    kind: 'made',
    causes: ['loss_sum', 'lr_high'],
    link: 'v=2&target=two_hills&opt=sgd&lr=0.05&sum_loss=1&batch=128',
  },
  {
    id: 'later-no-bias',
    kind: 'made',
    causes: ['no_bias'],
    link: 'v=2&target=formula&formula=2%2Babs(x-1)&domain=-3..3&yscale=none&bias=0',
  },
  {
    id: 'later-small-start',
    kind: 'made',
    causes: ['init_small', 'vanish'],
    link: 'v=2&target=x_sin_x&net=16:tanh,16:tanh,16:tanh&init=normal&init_scale=0.001&opt=sgd&lr=0.1',
  },
  {
    id: 'later-deep',
    kind: 'made',
    causes: ['too_deep', 'vanish'],
    link: 'v=2&target=moons&net=6:sigmoid,6:sigmoid,6:sigmoid,6:sigmoid,6:sigmoid,6:sigmoid&init=glorot_uniform&opt=momentum&lr=0.1',
  },
  {
    id: 'later-stop-rule',
    kind: 'made',
    causes: ['early_stop'],
    link: 'v=2&target=cubic&stop_at=0.25',
  },
  {
    id: 'later-stepped-rate',
    kind: 'made',
    causes: ['schedule_early'],
    link: 'v=2&target=x_sin_x&schedule=step&schedule_factor=0.1&schedule_every=2',
  },
  {
    id: 'later-rate-lowered',
    kind: 'made',
    causes: ['schedule_early', 'lr_low'],
    link: 'v=2&target=two_hills&net=32:tanh,32:tanh&opt=momentum&lr=0.05&changes=2:lr:0.000001',
  },
  {
    id: 'later-epsilon',
    kind: 'made',
    causes: ['adam_eps', 'lr_low', 'few_steps'],
    link: 'v=2&target=x_sin_x&eps=1&lr=0.001',
  },
  {
    id: 'later-sorted-line',
    kind: 'made',
    causes: ['order_sorted'],
    link: 'v=2&target=sine&net=16:tanh,16:tanh&opt=sgd&lr=0.1&batch=10&order=sorted&epochs=60',
  },
  {
    id: 'later-bounded-logits',
    kind: 'made',
    causes: ['out_loss_mismatch'],
    link: 'v=2&target=blobs&classes=5&out=sigmoid',
  },
  {
    id: 'later-few-turns',
    kind: 'made',
    causes: ['data_few', 'target_frequency'],
    link: 'v=2&target=formula&formula=sin(12*x)&domain=-3..3&train=16&epochs=2000',
  },
  {
    id: 'later-elsewhere',
    kind: 'made',
    causes: ['split_shift'],
    link: 'v=2&target=formula&formula=sin(2*x)%2Bx&domain=-2..2&heldout_from=interval&heldout_domain=3..5',
  },
  {
    id: 'later-hash',
    kind: 'made',
    causes: ['no_signal', 'data_few'],
    link: 'v=2&target=formula_classes&inputs=2&formula=floor(abs(sin(91847*x0%2B57281*x1))*2)&classes=2&domain=0..1&train=500',
  },
  {
    id: 'later-constant-feature',
    kind: 'made',
    causes: ['constant_input'],
    link: 'v=2&target=formula&inputs=2&formula=x0*x1&domain=-1..1&features=x0;0*x1&xscale=none',
  },
  {
    id: 'later-far-inputs',
    kind: 'made',
    causes: ['x_scale', 'saturated'],
    link: 'v=2&target=formula&formula=sin(x/80)&domain=2000..2500&xscale=none&net=16:tanh,16:tanh&init=glorot_uniform',
  },
  {
    id: 'later-large-targets',
    kind: 'made',
    causes: ['y_scale', 'lr_high', 'explode'],
    link: 'v=2&target=formula&formula=3000*x^2%2B500&domain=-1..1&yscale=none&opt=sgd&lr=0.01',
  },
  {
    id: 'later-relu-output',
    kind: 'made',
    causes: ['out_range'],
    link: 'v=2&target=saddle&yscale=none&out=relu',
  },
  {
    id: 'later-single-points',
    kind: 'made',
    causes: ['batch_small', 'lr_high'],
    link: 'v=2&target=ripple&batch=1&lr=0.02&train=500&epochs=60',
  },
  {
    id: 'later-rare-class',
    kind: 'made',
    causes: ['imbalance', 'few_steps', 'lr_low'],
    link: 'v=2&target=formula_classes&inputs=2&formula=floor((x0%2Bx1)/1.8)&classes=2&domain=0..1&lr=0.0003&epochs=10',
  },
  {
    id: 'later-dropout',
    kind: 'made',
    causes: ['dropout', 'capacity'],
    link: 'v=2&target=abs&net=4:relu:0.5,4:relu:0.5',
  },
  {
    id: 'later-sound-line',
    kind: 'control',
    causes: [],
    link: 'v=2&target=formula&formula=2*x%2B1&domain=-1..1&net=none&opt=sgd&lr=0.1&epochs=100',
  },
  {
    id: 'later-sound-wrong-labels',
    kind: 'control',
    causes: [],
    link: 'v=2&target=circles&label_noise=0.1&net=16:relu&epochs=60',
  },
  {
    id: 'later-sound-deep',
    kind: 'control',
    causes: [],
    link: 'v=2&target=chirp&net=64:relu,64:relu,64:relu,64:relu&epochs=300',
  },
  {
    id: 'later-sound-decayed',
    kind: 'control',
    causes: [],
    link: 'v=2&target=two_hills&schedule=cosine&changes=150:l2:0.000001',
  },
  {
    id: 'later-sound-features',
    kind: 'control',
    causes: [],
    link: 'v=2&target=formula&formula=sin(25*x)&domain=-2..2&features=sin(25*x);cos(25*x)',
  },
];
