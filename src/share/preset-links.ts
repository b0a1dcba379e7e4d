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
};
