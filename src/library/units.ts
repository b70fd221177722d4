/** A number of optimizer updates. */
export const steps = (amount: number): string => `${amount} steps`;
/** A number of passes over the data; the length must say what an epoch is in steps. */
export const epochs = (amount: number): string => `${amount} epochs`;
/** A number of communication rounds; the length must say what a round is in steps. */
export const rounds = (amount: number): string => `${amount} rounds`;
/** A number of samples; the length must say how many an update takes, with batchSize. */
export const samples = (amount: number): string => `${amount} samples`;
/** A number of tokens; the length must say what a step is in tokens. */
export const tokens = (amount: number): string => `${amount} tokens`;
/** As a duration a share of the run, as a value a share of the track's peak. */
export const percent = (amount: number): string => `${amount}%`;
