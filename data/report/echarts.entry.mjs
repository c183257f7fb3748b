// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of Apache ECharts that the report draws with; esbuild leaves out the rest.
import { use, init, getInstanceByDom, version } from 'echarts/core';
import { BarChart, CustomChart, HeatmapChart, LineChart, LinesChart, SankeyChart, ScatterChart }
  from 'echarts/charts';
import { DataZoomInsideComponent, DataZoomSliderComponent, GridComponent, TooltipComponent,
  VisualMapContinuousComponent } from 'echarts/components';
import { LabelLayout } from 'echarts/features';
import { SVGRenderer } from 'echarts/renderers';

use([BarChart, CustomChart, HeatmapChart, LineChart, LinesChart, SankeyChart, ScatterChart,
  DataZoomInsideComponent, DataZoomSliderComponent, GridComponent, TooltipComponent,
  VisualMapContinuousComponent, LabelLayout, SVGRenderer]);

export { init, getInstanceByDom, version };
