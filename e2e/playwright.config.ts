import { defineConfig } from '@playwright/test';
import { chromiumArgs, chromiumPath } from './tools/find-chromium.ts';

export default defineConfig({
  testDir: './specs',
  outputDir: '../test-results',
  fullyParallel: true,
  // Two cores: a third browser only makes all of them slow.
  workers: 2,
  timeout: 300_000,
  expect: { timeout: 40_000 },
  retries: 0,
  reporter: [['list'], ['json']],
  use: {
    viewport: { width: 1180, height: 820 },
    trace: 'retain-on-failure',
    serviceWorkers: 'allow',
    launchOptions: { executablePath: chromiumPath() ?? '', args: [...chromiumArgs] },
  },
});
