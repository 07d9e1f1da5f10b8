// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node;

import java.util.Optional;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.port.PortObject;
import org.knime.core.webui.data.ApplyDataService;
import org.knime.core.webui.data.InitialDataService;
import org.knime.core.webui.data.RpcDataService;
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

    private final ViewInput input =
            new ViewInput() {
                @Override
                @SuppressWarnings("unchecked")
                public <S extends NodeParameters> S getParameters() {
                    return (S) parameters;
                }

                @Override
                public PortObject[] getInternalPortObjects() {
                    return model.getInternalPortObjects();
                }
            };

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
        return view.initialDataService(input).map(s -> (InitialDataService<D>) s);
    }

    @Override
    public Optional<RpcDataService> createRpcDataService() {
        return view.rpcDataService(input);
    }

    @Override
    public <D> Optional<ApplyDataService<D>> createApplyDataService() {
        return Optional.empty();
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
