// SPDX-License-Identifier: GPL-3.0-or-later
import { createApp } from "vue";
import App from "./App.vue";
import "./shell/theme.css";

performance.mark("restauro-start");
createApp(App).mount("#app");
