import "@tensorflow/tfjs-core/dist/register_all_gradients";

export function registerGradients(): void {}
