/** An experiment whose causes are known, by their ids; a control is sound. */
export interface WhyCase {
  readonly id: string;
  /** `real`: after a public program; `made`: seeded by us; `control`: nothing is wrong with it. */
  readonly kind: 'real' | 'made' | 'control';
  readonly causes: readonly string[];
  readonly link: string;
}

/** Experiments after public programs with small dense networks, and of our own. Labels are those of their sources. */
export const whyCases: readonly WhyCase[] = [
  {
    id: 'so-48221692',
    kind: 'real',
    causes: ['out_range'],
    link: 'v=1&heldout=50&init=glorot_uniform&order=reshuffle&eps=1e-7&rho=0.9&out=sigmoid&target=formula_1d&formula=x^2%2B3&domain=-10..10&train=150&net=5:sigmoid&loss=mse&opt=sgd&lr=0.01&batch=150&epochs=1000',
  },
  {
    id: 'so-48934338',
    kind: 'real',
    causes: ['lr_high'],
    link: 'v=1&heldout=500&init=glorot_uniform&order=reshuffle&eps=1e-7&rho=0.9&out=linear&target=formula_1d&formula=5*x^2&domain=0..4.9&sampling=grid&train=50&noise=3.87&net=50:relu,30:relu&loss=mse&opt=sgd&lr=0.1&batch=32&epochs=1000',
  },
  {
    id: 'so-51181393',
    kind: 'real',
    causes: ['lr_low', 'few_steps'],
    link: 'v=1&heldout=20&init=glorot_uniform&order=reshuffle&eps=1e-7&rho=0.9&out=linear&target=formula_1d&formula=5*x&domain=1..2&train=80&net=none&loss=mse&opt=rmsprop&lr=0.001&batch=32&epochs=200',
  },
  {
    id: 'so-48486598',
    kind: 'real',
    causes: ['no_nonlin', 'capacity', 'few_steps'],
    link: 'v=1&heldout=500&init=glorot_uniform&order=reshuffle&eps=1e-7&rho=0.9&out=linear&target=formula_1d&formula=0.05*(15.72807*x-7.273893*x^2%2B1.4912*x^3-0.1384615*x^4%2B0.00474359*x^5)&domain=0..9.95&sampling=grid&train=200&net=1:linear,5:linear&loss=mae&opt=adam&lr=0.001&batch=10&epochs=150',
  },
  {
    id: 'so-45442843',
    kind: 'real',
    causes: ['out_softmax1', 'x_scale', 'lr_low', 'few_steps'],
    link: 'v=1&heldout=200&init=glorot_uniform&order=reshuffle&eps=1e-7&rho=0.9&out=softmax&target=formula_1d&formula=1-floor(x/20000)&domain=15041..24987&train=799&net=1:sigmoid&loss=mae&opt=rmsprop&lr=0.001&batch=200&epochs=100&evaluate=20',
  },
  {
    id: 'tdc-ips15',
    kind: 'real',
    causes: ['lr_high', 'x_scale'],
    link: 'v=1&heldout=100&init=zeros&order=reshuffle&eps=1e-7&rho=0.9&out=linear&target=formula_1d&formula=2*x%2B9&domain=0..99&sampling=grid&train=100&noise=2.9&net=none&loss=mse&opt=sgd&lr=0.25&batch=100&epochs=1000',
  },
  {
    id: 'sx-280372',
    kind: 'real',
    causes: ['lr_low', 'few_steps'],
    link: 'v=1&heldout=500&init=glorot_uniform&order=reshuffle&eps=1e-7&rho=0.9&out=linear&target=formula_1d&formula=(x-0.5)^2&domain=0..0.99&sampling=grid&train=100&net=16:relu,16:relu&loss=mse&opt=sgd&lr=0.001&batch=100&epochs=5000&evaluate=500',
  },
  {
    id: 'blog-zucker-sine',
    kind: 'control',
    causes: [],
    link: 'v=1&heldout=500&init=glorot_uniform&order=reshuffle&eps=1e-7&rho=0.9&out=linear&target=formula_1d&formula=sin(x)&domain=-3.14159..3.14159&train=100000&net=5:relu,5:relu,5:relu,5:relu&loss=mse&opt=sgd&lr=0.01&batch=32&epochs=5',
  },
  {
    id: 'cv-dropout-sine',
    kind: 'real',
    causes: ['dropout'],
    link: 'v=1&heldout=500&init=glorot_uniform&order=reshuffle&eps=1e-7&rho=0.9&out=linear&target=formula_1d&formula=sin(x)&domain=0..6.283&train=500&net=2:tanh:0.5&loss=mse&opt=adam&lr=0.01&batch=32&epochs=300&evaluate=30',
  },
  {
    id: 'seed-001-parabola',
    kind: 'real',
    causes: ['out_softmax1', 'label_broadcast', 'x_scale', 'y_scale', 'few_steps'],
    link: 'v=1&heldout=300&init=glorot_uniform&order=fixed&eps=1e-8&rho=0.9&out=softmax&target=formula_1d&formula=x^2%2Bx&domain=1..1000&sampling=integers&train=1000&net=45:relu,45:relu&loss=mse&label_shape=row&reduce=flux&opt=adam&lr=0.001&batch=1000&epochs=50',
  },
  {
    id: 'so-31556268',
    kind: 'real',
    causes: ['loss_l1_stuck', 'lr_low', 'few_steps'],
    link: 'v=1&heldout=200&init=glorot_uniform&order=reshuffle&eps=1e-7&rho=0.9&out=sigmoid&target=formula_2d&formula=abs(x0-x1)&domain=0..1&sampling=grid&train=4&net=4:sigmoid&loss=mae&opt=nesterov&momentum=0.11&lr=0.05&batch=4&epochs=1000',
  },
  {
    id: 'so-50306988',
    kind: 'real',
    causes: ['few_steps', 'lr_low'],
    link: 'v=1&heldout=200&init=glorot_uniform&order=reshuffle&eps=1e-7&rho=0.9&out=softmax&target=formula_classes&formula=(x0%2Bx1)/0.9&classes=2&domain=0.2..0.7&train=200&net=2:sigmoid&loss=nll_of_softmax&opt=adam&lr=0.001&batch=32&epochs=5',
  },
  {
    id: 'at-circle-vanish',
    kind: 'real',
    causes: ['vanish', 'few_steps', 'lr_low'],
    link: 'v=1&heldout=300&init=he_uniform&order=reshuffle&eps=1e-7&rho=0.9&out=linear&target=circles&noise=0.15&train=700&loss=bce&opt=adam&lr=0.001&batch=128&epochs=300&evaluate=50&net=5:sigmoid,5:sigmoid,5:sigmoid,5:sigmoid,5:sigmoid,5:sigmoid,5:sigmoid,5:sigmoid',
  },
  {
    id: 'at-circle-normal-5',
    kind: 'control',
    causes: [],
    link: 'v=1&heldout=300&init=he_uniform&order=reshuffle&eps=1e-7&rho=0.9&out=linear&target=circles&noise=0.15&train=700&loss=bce&opt=adam&lr=0.001&batch=128&epochs=300&evaluate=50&net=5:tanh,5:tanh,5:tanh,5:tanh,5:tanh',
  },
  {
    id: 'seed-000-sum-bin',
    kind: 'real',
    causes: ['double_softmax', 'capacity', 'seed_luck'],
    link: 'v=1&heldout=500&init=pytorch_linear&order=fixed&eps=1e-8&rho=0.9&out=softmax&target=sum_bin&train=2000&net=2:relu&loss=cross_entropy&opt=momentum&momentum=0.9&lr=0.001&batch=1&epochs=50&evaluate=10',
  },
  {
    id: 'seed-000-sum-mod',
    kind: 'real',
    causes: ['data_few', 'target_frequency', 'double_softmax', 'capacity'],
    link: 'v=1&heldout=500&init=pytorch_linear&order=fixed&eps=1e-8&rho=0.9&out=softmax&target=sum_mod&classes=3&multiplier=100&train=2000&net=2:relu&loss=cross_entropy&opt=momentum&momentum=0.9&lr=0.001&batch=1&epochs=50&evaluate=10',
  },
  {
    id: 'made-clean',
    kind: 'control',
    causes: [],
    link: 'v=1&heldout=300&init=glorot_uniform&order=reshuffle&eps=1e-7&rho=0.9&out=linear&target=formula_1d&formula=sin(x)&domain=0..6.283&train=200&net=16:tanh,16:tanh&loss=mse&opt=adam&lr=0.01&batch=32&epochs=200&evaluate=20',
  },
  {
    id: 'made-l2',
    kind: 'made',
    causes: ['l2_strong'],
    link: 'v=1&heldout=300&init=glorot_uniform&order=reshuffle&eps=1e-7&rho=0.9&out=linear&target=formula_1d&formula=sin(x)&domain=0..6.283&train=200&net=16:tanh,16:tanh&loss=mse&opt=adam&lr=0.01&batch=32&epochs=200&evaluate=20&l2=0.3',
  },
  {
    id: 'made-patience',
    kind: 'made',
    causes: ['early_stop'],
    link: 'v=1&heldout=300&init=glorot_uniform&order=reshuffle&eps=1e-7&rho=0.9&out=linear&target=formula_1d&formula=sin(x)&domain=0..6.283&train=200&net=16:tanh,16:tanh&loss=mse&opt=sgd&lr=0.01&batch=32&epochs=3000&evaluate=1&patience=2',
  },
  {
    id: 'made-noise',
    kind: 'made',
    causes: ['noise_floor'],
    link: 'v=1&heldout=300&init=glorot_uniform&order=reshuffle&eps=1e-7&rho=0.9&out=linear&target=formula_1d&formula=sin(x)&domain=0..6.283&train=1000&net=16:tanh,16:tanh&loss=mse&opt=adam&lr=0.01&batch=32&epochs=60&evaluate=20&noise=1',
  },
  {
    id: 'made-constant-init',
    kind: 'made',
    causes: ['init_symmetry'],
    link: 'v=1&heldout=300&init=constant&order=reshuffle&eps=1e-7&rho=0.9&out=linear&target=formula_1d&formula=sin(x)&domain=0..6.283&train=200&net=16:tanh,16:tanh&loss=mse&opt=adam&lr=0.01&batch=32&epochs=200&evaluate=20&init_scale=0.3',
  },
  {
    id: 'made-schedule',
    kind: 'made',
    causes: ['schedule_early'],
    link: 'v=1&heldout=300&init=glorot_uniform&order=reshuffle&eps=1e-7&rho=0.9&out=linear&target=formula_1d&formula=sin(x)&domain=0..6.283&train=200&net=16:tanh,16:tanh&loss=mse&opt=adam&lr=0.01&batch=32&epochs=200&evaluate=20&schedule=exponential&schedule_factor=0.6',
  },
  {
    id: 'made-frequency',
    kind: 'made',
    causes: ['target_frequency'],
    link: 'v=1&heldout=300&init=glorot_uniform&order=reshuffle&eps=1e-7&rho=0.9&out=linear&target=formula_1d&formula=sin(20*x)&domain=0..6.283&train=2000&net=64:relu,64:relu&loss=mse&opt=adam&lr=0.001&batch=32&epochs=60&evaluate=20',
  },
  {
    id: 'made-by-class',
    kind: 'made',
    causes: ['order_sorted'],
    link: 'v=1&heldout=500&init=glorot_uniform&order=by_class&eps=1e-7&rho=0.9&out=linear&train=500&net=16:tanh,16:tanh&loss=cross_entropy&opt=sgd&lr=0.1&batch=10&epochs=60&evaluate=20&target=moons',
  },
  {
    id: 'made-double-softmax',
    kind: 'made',
    causes: ['double_softmax'],
    link: 'v=1&heldout=500&init=glorot_uniform&order=reshuffle&eps=1e-7&rho=0.9&out=softmax&train=500&net=16:tanh,16:tanh&loss=cross_entropy&opt=adam&lr=0.01&batch=32&epochs=60&evaluate=20&target=moons',
  },
];
