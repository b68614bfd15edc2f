import { startActions } from "./actions";
import { startDialogs } from "./dialogs";
import { startMenus } from "./menus";
import { startNavigation } from "./navigation";
import { startPalette } from "./palette";
import { startTips } from "./tips";

startActions();
startDialogs();
startMenus();
startNavigation();
startPalette();
startTips();
