// SPDX-License-Identifier: GPL-3.0-or-later
import { CachedService } from "./cached";
import { EmbeddedService } from "./embedded";
import { KnimeService } from "./knime";

export * from "./types";
export { CachedService } from "./cached";
export { DataError, type ViewDataService } from "./service";

/** The page's own data when it has some, else KNIME's. */
export async function connect(): Promise<CachedService> {
  return new CachedService(EmbeddedService.isIn() ? new EmbeddedService() : await KnimeService.connect());
}
