/** The WebGPU devices of a page, seen from outside: import this before a device is opened. */
const devices: GPUDevice[] = [];
const { requestDevice } = GPUAdapter.prototype;
GPUAdapter.prototype.requestDevice = async function (...args) {
  const device = await requestDevice.apply(this, args);
  devices.push(device);
  device.addEventListener('uncapturederror', ({ error }) => errors.push(error.message));
  return device;
};

const errors: string[] = [];

/** What any device complained about since the last call. */
export function deviceErrors(): readonly string[] {
  return errors.splice(0);
}

/** Takes every device of this page away. */
export function loseDevices(): void {
  for (const device of devices.splice(0)) device.destroy();
}

/** Buffers that are made and not destroyed while `work` goes on. */
export async function buffersLeft(work: () => Promise<unknown>): Promise<number> {
  let left = 0;
  const { createBuffer } = GPUDevice.prototype;
  GPUDevice.prototype.createBuffer = function (...args) {
    const buffer = createBuffer.apply(this, args);
    left++;
    const destroy = buffer.destroy.bind(buffer);
    buffer.destroy = () => {
      left--;
      destroy();
    };
    return buffer;
  };
  try {
    await work();
  } finally {
    GPUDevice.prototype.createBuffer = createBuffer;
  }
  return left;
}
