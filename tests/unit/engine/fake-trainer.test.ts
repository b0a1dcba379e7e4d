import { fakeEngine } from '../../support/fake-trainer.ts';
import { describeTrainerContract } from '../../support/trainer-contract.ts';

describeTrainerContract('the fake engine', async () => fakeEngine({ depth: 3 }), true);
