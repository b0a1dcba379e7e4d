/**
 * What `preset=` stands for in links: the experiment that the name meant when it was first given out, as a link of that
 * time. Frozen: the list only grows, and another experiment takes another name.
 */
export const presetLinks: Readonly<Record<string, string>> = {
  'sum-bin-posted': 'v=1',
  'sum-bin-logits': 'v=1&out=linear',
  'sum-bin-deep': 'v=1&net=20:relu,20:relu,20:relu,20:relu,20:relu,20:relu,20:relu,20:relu',
  'sum-mod-posted': 'v=1&target=sum_mod',
  'sum-mod-logits': 'v=1&target=sum_mod&out=linear',
  'sum-mod-capacity':
    'v=1&target=sum_mod&net=64:relu,64:relu&out=linear&opt=adam&lr=0.003&batch=32&order=reshuffle&epochs=300',
  'sum-mod-solved':
    'v=1&target=sum_mod&features=(x0%20+%20x1)%20*%20200%20/%203&encoding=fourier&octaves=1&net=16:relu&out=linear&opt=adam&lr=0.01&batch=32&order=reshuffle&epochs=60',
  'parabola-posted':
    'v=1&target=parabola&domain=1..1000&train=1000&heldout=500&sampling=integers&net=45:relu,45:relu&init=glorot_uniform&loss=mse&label_shape=row&reduce=flux&opt=adam&batch=1000',
  'parabola-shape':
    'v=1&target=parabola&domain=1..1000&train=1000&heldout=500&sampling=integers&net=45:relu,45:relu&init=glorot_uniform&loss=mse&opt=adam&batch=1000',
  'parabola-linear':
    'v=1&target=parabola&domain=1..1000&train=1000&heldout=500&sampling=integers&net=45:relu,45:relu&out=linear&init=glorot_uniform&loss=mse&opt=adam&batch=1000',
  'parabola-scaled':
    'v=1&target=parabola&domain=0..1000&train=1000&heldout=500&xscale=divide&yscale=divide&net=40:relu,40:relu&out=linear&init=glorot_uniform&loss=mse&opt=adam&batch=32&order=reshuffle&epochs=313',
  'parabola-fresh':
    'v=1&target=parabola&domain=0..1000&train=32&heldout=500&xscale=divide&yscale=divide&net=40:relu,40:relu&out=linear&init=glorot_uniform&loss=mse&opt=adam&batch=32&order=fresh&epochs=10000',
  'sine-normal':
    'v=1&target=sine&train=1000&heldout=500&sampling=grid&net=100:relu,100:relu&out=linear&init=lecun_normal&loss=mse&opt=adam&batch=10&order=reshuffle&epochs=500',
  'sine-hybrid':
    'v=1&target=sine&train=1000&heldout=500&sampling=grid&net=100:relu,100:relu&out=linear&init=lecun_normal&loss=mse&opt=adam&batch=10&order=fixed:250,reshuffle&epochs=500',
  'sine-fixed':
    'v=1&target=sine&train=1000&heldout=500&sampling=grid&net=100:relu,100:relu&out=linear&init=lecun_normal&loss=mse&opt=adam&batch=10&epochs=500',
  spirals:
    'v=1&target=spirals&train=1000&heldout=500&xscale=standardise&net=32:tanh,32:tanh&out=linear&init=glorot_normal&opt=adam&lr=0.01&batch=32&order=reshuffle&epochs=200',
  circles:
    'v=1&target=circles&train=1000&heldout=500&xscale=standardise&net=3:relu&out=linear&init=he_normal&opt=adam&lr=0.02&batch=32&order=reshuffle&epochs=100',
  runge:
    'v=1&target=runge&train=1000&heldout=500&xscale=standardise&net=24:tanh,24:tanh&out=linear&init=glorot_normal&loss=mse&opt=adam&lr=0.005&batch=32&order=reshuffle&epochs=200',
  step: 'v=1&target=step&train=1000&heldout=500&xscale=standardise&net=32:relu,32:relu&out=linear&init=he_normal&loss=mse&opt=adam&lr=0.005&batch=32&order=reshuffle&epochs=200',
  chirp:
    'v=1&target=chirp&train=1000&heldout=500&xscale=min_max&net=48:sin,48:sin&out=linear&init=siren&loss=mse&opt=adam&batch=32&order=reshuffle&epochs=300',
  'product-of-two':
    'v=2&target=formula&formula=x0%20*%20x1&inputs=2&domain=0..10&heldout_from=interval',
  'product-of-three':
    'v=2&target=formula&formula=x0%20*%20x1%20*%20x2&inputs=3&train=2000&lr=0.002',
  polar:
    'v=2&target=formula&formula=x0%20*%20cos(x1);%20x0%20*%20sin(x1)&inputs=2&domains=0..1,0..6.283185307179586',
  'sine-of-integers':
    'v=2&target=formula&formula=sin(x)&domain=0..100&train=101&heldout_from=train&sampling=integers&net=64:relu,64:relu&epochs=500',
  'sine-wrapped':
    'v=2&target=formula&formula=sin(x)&domain=0..100&train=101&heldout_from=train&sampling=integers&features=x%20%25%20(2*pi)&net=64:relu,64:relu&epochs=500',
  'xor-posted':
    'v=2&target=formula&formula=x0%20!=%20x1&inputs=2&domain=0..1&train=4&heldout=1000&heldout_from=train&sampling=grid&xscale=none&yscale=none&net=2:sigmoid&out=sigmoid&init=pytorch_linear&opt=sgd&lr=0.1&batch=4&order=fixed&epochs=10000',
  'xor-rate':
    'v=2&target=formula&formula=x0%20!=%20x1&inputs=2&domain=0..1&train=4&heldout=1000&heldout_from=train&sampling=grid&xscale=none&yscale=none&net=2:sigmoid&out=sigmoid&init=pytorch_linear&opt=sgd&lr=0.5&batch=4&order=fixed&epochs=10000',
  'parity-6':
    'v=2&target=formula_classes&formula=(x0%20+%20x1%20+%20x2%20+%20x3%20+%20x4%20+%20x5)%20%25%202&inputs=6&classes=2&domain=0..1&train=64&heldout_from=train&sampling=grid&net=32:relu&epochs=500',
  'parity-unseen':
    'v=2&target=formula_classes&formula=(x0%20+%20x1%20+%20x2%20+%20x3%20+%20x4%20+%20x5%20+%20x6%20+%20x7)%20%25%202&inputs=8&classes=2&domain=0..1&train=128&sampling=integers&net=64:relu&epochs=500',
  'sum-of-ten':
    'v=2&target=formula&formula=x0%20+%20x1%20+%20x2%20+%20x3%20+%20x4%20+%20x5%20+%20x6%20+%20x7%20+%20x8%20+%20x9&inputs=10&sampling=normal',
  'square-root':
    'v=2&target=formula&formula=sqrt(x)&domain=0..100&heldout_from=interval&heldout_domain=100..200',
  reciprocal: 'v=2&target=formula&formula=1/x&domain=0.01..1',
  'powers-raw': 'v=2&target=formula&formula=10%5E(2*sin(3*x0)%20+%20x1)&inputs=2&train=2000',
  'powers-log': 'v=2&target=formula&formula=log10(10%5E(2*sin(3*x0)%20+%20x1))&inputs=2&train=2000',
  friedman1:
    'v=2&target=formula&formula=10*sin(pi*x0*x1)%20+%2020*(x2%20-%200.5)%5E2%20+%2010*x3%20+%205*x4&inputs=10&domain=0..1&noise=1&net=16:tanh',
};
