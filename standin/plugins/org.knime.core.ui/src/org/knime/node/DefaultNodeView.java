// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node;

import java.util.Optional;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.port.PortObject;
import org.knime.core.webui.data.InitialDataService;
import org.knime.core.webui.node.view.NodeView;
import org.knime.core.webui.page.Page;
import org.knime.node.DefaultView.ViewInput;
import org.knime.node.parameters.NodeParameters;
import org.restauro.standin.ui.ParametersStorage;

/** The view of a {@link DefaultNode}. */
final class DefaultNodeView implements NodeView {
    private final DefaultView view;
    private final DefaultNodeModel model;
    private NodeParameters parameters;

    DefaultNodeView(DefaultView view, DefaultNodeModel model) {
        this.view = view;
        this.model = model;
    }

    @Override
    public Page getPage() {
        return view.page;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <D> Optional<InitialDataService<D>> createInitialDataService() {
        ViewInput input =
                new ViewInput() {
                    @Override
                    public <S extends NodeParameters> S getParameters() {
                        return (S) parameters;
                    }

                    @Override
                    public PortObject[] getInternalPortObjects() {
                        return model.getInternalPortObjects();
                    }
                };
        return view.initialDataService(input).map(s -> (InitialDataService<D>) s);
    }

    @Override
    public void validateSettings(NodeSettingsRO settings) throws InvalidSettingsException {
        if (view.parametersClass != null) {
            ParametersStorage.load(view.parametersClass, settings).validate();
        }
    }

    @Override
    public void loadValidatedSettingsFrom(NodeSettingsRO settings) {
        if (view.parametersClass != null) {
            try {
                parameters = ParametersStorage.load(view.parametersClass, settings);
            } catch (InvalidSettingsException e) {
                throw new IllegalStateException("The settings were validated before", e);
            }
        }
    }
}
