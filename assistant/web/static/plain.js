// Every page but the chat: what stands open is closed with Escape.

import { listenToMenus } from "./menus.js";

listenToMenus();
