import { beforeEach } from 'vitest';
import { cleanup } from 'vitest-browser-react';

// Files share the page: what the test before has rendered is taken away, of the file before, too.
beforeEach(cleanup);
